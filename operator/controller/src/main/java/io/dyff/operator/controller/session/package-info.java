/** InferenceSession: the Deployment and Service that serve, and what their state means. */
@NullMarked
package io.dyff.operator.controller.session;

import org.jspecify.annotations.NullMarked;
