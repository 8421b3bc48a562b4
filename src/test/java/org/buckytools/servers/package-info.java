/** Real servers for tests, in processes of their own: what {@code scripts/test-services} runs. */
package org.buckytools.servers;
