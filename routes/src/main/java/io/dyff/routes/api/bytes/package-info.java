/** The byte plane: plain handlers that stream with back-pressure; no body of theirs ever enters a route. */
package io.dyff.routes.api.bytes;
