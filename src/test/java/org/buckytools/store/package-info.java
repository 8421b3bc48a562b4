/** What every store must do, and stores for tests. */
package org.buckytools.store;
