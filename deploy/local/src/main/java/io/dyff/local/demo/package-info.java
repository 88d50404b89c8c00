/** The main job, told step by step, with evidence read from the parts. */
package io.dyff.local.demo;
