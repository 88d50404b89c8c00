/** How far the consumers of the state topic have come: stored with their effect, and where they start from. */
package io.dyff.routes.progress;
