/* Counting the blocks of memory that a program holds. */
#ifndef FAULT_BLOCKS_H
#define FAULT_BLOCKS_H

/* How many there are now. */
long fault_blocks(void);

#endif
