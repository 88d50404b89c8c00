/** Which processes make up the platform on one machine, and how each is started. */
package io.dyff.local.launch;
