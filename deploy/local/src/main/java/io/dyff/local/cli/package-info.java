/** The commands of {@code ./dyff}. */
package io.dyff.local.cli;
