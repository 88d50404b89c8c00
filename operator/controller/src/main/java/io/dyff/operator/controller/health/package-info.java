/** What the process tells about itself: liveness, readiness and figures. */
@NullMarked
package io.dyff.operator.controller.health;

import org.jspecify.annotations.NullMarked;
