/** What the tests of all stages share: real parts, and ways to look at both topics and the database. */
package io.dyff.routes.testing;
