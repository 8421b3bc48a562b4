/** Tests of metric names. */
package org.buckytools.metric;
