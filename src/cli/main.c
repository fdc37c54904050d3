#include <stdio.h>

#include "cli/cli.h"

int main(int argc, char **argv)
{
    return hb_cli_main(argc, argv);
}
