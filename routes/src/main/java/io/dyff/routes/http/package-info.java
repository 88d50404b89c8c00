/** The edge: what a request must look like before anything else sees it, and the common form of every error. */
package io.dyff.routes.http;
