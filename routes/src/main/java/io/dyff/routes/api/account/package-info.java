/** Accounts and their tokens over HTTP: who may do what with them, and the answers. */
package io.dyff.routes.api.account;
