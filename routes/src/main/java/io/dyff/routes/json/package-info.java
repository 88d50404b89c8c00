/** The one JSON form of the platform. */
package io.dyff.routes.json;
