/**
 * Decides which entities may run. {@link io.dyff.routes.orchestrate.admission.AdmissionRules} is the whole of its rules, a
 * pure function of a row and an input; the rest loads rows under a lock and stores what came out.
 */
package io.dyff.routes.orchestrate.admission;
