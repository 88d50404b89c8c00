/** The step programs: what runs in the containers of a workflow; a manifest in, files and HTTP around, an exit code out. */
package io.dyff.operator.steps;
