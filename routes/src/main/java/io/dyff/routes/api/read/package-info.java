/** Answers, and who may have them. */
package io.dyff.routes.api.read;
