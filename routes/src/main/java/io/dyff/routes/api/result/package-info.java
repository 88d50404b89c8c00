/** Results that programs leave beside their output, such as scores: read from storage, and answered as entities' own. */
package io.dyff.routes.api.result;
