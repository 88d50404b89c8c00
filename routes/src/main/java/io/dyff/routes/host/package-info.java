/** Starts the services, and lets files of the data rooms be replaced from outside. */
package io.dyff.routes.host;
