/** Edits and endings of what is there. */
package io.dyff.routes.api.edit;
