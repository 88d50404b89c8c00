/** Looks behind the API of a running instance: at the records on its topics and the rows in its database. */
package io.dyff.local.observe;
