/** What the pods of workflows print: read while they live, kept when they end. Bytes, so nothing here knows of routes. */
package io.dyff.routes.logs;
