/** List queries: from parameters to one statement of allow-listed fragments with bound values. */
package io.dyff.routes.api.read.query;
