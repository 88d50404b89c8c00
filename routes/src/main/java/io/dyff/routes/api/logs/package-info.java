/** The answer of the operations that read the logs of workflows. */
package io.dyff.routes.api.logs;
