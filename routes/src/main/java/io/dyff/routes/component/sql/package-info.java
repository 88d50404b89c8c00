/** How the statements of routes take their parameters. */
package io.dyff.routes.component.sql;
