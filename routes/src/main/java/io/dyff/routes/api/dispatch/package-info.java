/** From HTTP into the routes, and back. */
package io.dyff.routes.api.dispatch;
