/** Starts processes, watches them, restarts what died, and ends exactly what it started. */
package io.dyff.local.supervise;
