/** The administration commands: what must happen before or beside the running services. */
package io.dyff.routes.admin;
