/** One data folder: its identity, ports and secrets, and who runs it. */
package io.dyff.local.instance;
