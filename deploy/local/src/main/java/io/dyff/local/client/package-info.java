/** A user of a running instance: its HTTP client, and the materials that an evaluation needs. */
package io.dyff.local.client;
