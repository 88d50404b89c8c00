/** The HTTP and WebSocket face: paths, content negotiation, watches, discovery, OpenAPI. */
package io.dyff.kube.http;
