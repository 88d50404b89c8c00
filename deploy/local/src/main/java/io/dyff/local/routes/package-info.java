/** The files that change an instance's routes, kamelets and statements: kept, handed over, and asked about. */
package io.dyff.local.routes;
