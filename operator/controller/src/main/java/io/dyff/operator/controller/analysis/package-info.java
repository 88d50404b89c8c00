/** Analysis, which is a Measurement or a SafetyCase, and Report: one Job whose pod has ours around the user's. */
@NullMarked
package io.dyff.operator.controller.analysis;

import org.jspecify.annotations.NullMarked;
