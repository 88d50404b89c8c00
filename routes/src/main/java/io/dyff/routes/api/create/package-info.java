/** From a create request to a whole entity. */
package io.dyff.routes.api.create;
