/**
 * What a run has read and merged, kept on a file system so that another process can go on from it
 * without the source. A table counts as complete when a document that lists its files was put in
 * place, after all of them had been written.
 */
@NullMarked
package com.shopsphere.warehouse.intermediate;

import org.jspecify.annotations.NullMarked;
