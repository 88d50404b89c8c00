/** What becomes of faults: which are waited out, which are isolated, and what is said about it. */
package io.dyff.routes.host.errors;
