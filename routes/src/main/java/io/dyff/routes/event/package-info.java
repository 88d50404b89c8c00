/** What travels on the two topics: names, types and the envelope. */
package io.dyff.routes.event;
