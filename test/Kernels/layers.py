"""The layers that random graphs are made of, each as often as it is named."""
import random

from contractions import (layer_conv, layer_conv_transpose, layer_depthwise, layer_dynamic, layer_linear,
                          layer_matmul)
from elementwise import layer_binary, layer_float, layer_prelu, layer_requantize, layer_softmax, layer_unary
from recurrent import layer_recurrent
from stored import layer_stored_conv, layer_stored_linear
from shapes import (layer_broadcast, layer_concat, layer_gather, layer_pad, layer_permute, layer_pool, layer_reduce,
                    layer_reshape, layer_resize, layer_slice, layer_top_k)

LAYERS = ([layer_conv] * 30 + [layer_linear] * 6 + [layer_conv_transpose] * 2 + [layer_matmul] * 2 + [layer_unary] * 6
          + [layer_prelu] + [layer_binary] * 4 + [layer_requantize] * 2 + [layer_softmax] + [layer_float] * 2 + [layer_pool] * 4
          + [layer_reduce] * 2 + [layer_recurrent] * 2 + [layer_resize] + [layer_concat] * 2
          + [layer_slice, layer_pad, layer_permute, layer_reshape, layer_gather, layer_broadcast, layer_top_k])
random.Random(0).shuffle(LAYERS) # any hundred in turn have every kind
# Of one kind only, by name.
KINDS = {"depthwise": [layer_depthwise], "dynamic": [layer_dynamic],
         "stored": [layer_stored_linear, layer_stored_linear, layer_stored_conv],
         "recurrent": [layer_recurrent]}
