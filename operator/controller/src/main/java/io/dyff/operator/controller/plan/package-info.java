/** What all kinds share, without a cluster: desired objects, what observed ones mean, and the table of steps. */
@NullMarked
package io.dyff.operator.controller.plan;

import org.jspecify.annotations.NullMarked;
