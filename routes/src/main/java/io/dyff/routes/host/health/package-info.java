/** What the api needs to be ready: its database and its broker. */
package io.dyff.routes.host.health;
