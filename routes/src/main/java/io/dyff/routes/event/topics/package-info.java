/** The topics of the platform: what they must look like, and the commands that create and compare them. */
package io.dyff.routes.event.topics;
