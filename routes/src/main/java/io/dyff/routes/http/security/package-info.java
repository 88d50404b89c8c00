/** Who calls, what their token grants, and the checks that nothing else may replace. */
package io.dyff.routes.http.security;
