/** Runs of pipelines: one request makes an entity for each node. Source: contract/api.md section 10. */
package io.dyff.routes.api.pipeline;
