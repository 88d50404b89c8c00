/** The data rooms (routes, contract, statements) as texts by file name. */
package io.dyff.routes.host.data;
