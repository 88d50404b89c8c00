/** Accounts and their keys, as the api and the administration commands know them: rows of two tables, no events. */
package io.dyff.routes.account;
