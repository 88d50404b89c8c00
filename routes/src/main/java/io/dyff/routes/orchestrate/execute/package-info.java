/** Acts on decisions: claims them, makes and deletes custom resources, tells everyone, and marks what was done. */
package io.dyff.routes.orchestrate.execute;
