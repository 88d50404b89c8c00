/** What is left of an entity that is to be forgotten, and its end. */
package io.dyff.routes.erase;
