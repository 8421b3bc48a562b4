/** Tests of the planner, against a model that is too simple to be wrong. */
package org.buckytools.cluster.plan;
