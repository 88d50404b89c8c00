/** Kills the services at each step of the main job and looks whether anything was lost or done twice. */
package io.dyff.bench.faults;
