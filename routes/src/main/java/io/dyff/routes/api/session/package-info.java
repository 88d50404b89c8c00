/** Tokens of sessions, and whether they serve. */
package io.dyff.routes.api.session;
