/** Evidence of what an evaluation published, and the check of its attestation by whoever has the files (docs/attestations.md). */
@NullMarked
package io.dyff.operator.steps.evidence;

import org.jspecify.annotations.NullMarked;
