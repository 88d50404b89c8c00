/** The kinds of the platform and their status words, as data. */
package io.dyff.routes.kind;
