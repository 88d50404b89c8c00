/** The house rules of routes, as code: held by the tests, and by whatever accepts a route at run time. */
package io.dyff.routes.host.rules;
