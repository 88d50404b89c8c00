/** The one form in which the platform says that something is wrong. */
package io.dyff.routes.http.problem;
