/** Generates the OpenAPI documents from the kinds and the schemas. */
package io.dyff.routes.api.openapi;
